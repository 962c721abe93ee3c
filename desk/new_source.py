"""A new source file, laid down with what its platform needs and every limit written out, to be filled in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.platforms.form import Form

_HEAD = """\
# 来源“{name}”。一个来源一个文件；不认识的字段会被拒绝。
platform: {platform}

"""
_PAGE = """\
# 起始地址：店铺列表页或商品页。
start:
  - {start}

# 查看的依据：open_page 公开网页（以对方 robots.txt 为准）；grant 授权（须写 grant_id）；delivered_file 送交文件。
basis:
  kind: open_page
  note: 公开商品页面
  # valid_until: 2026-12-31
"""
_GRANT = """\
# 平台接口的地址，一般不用改。
start:
  - {start}
{hosts}
# 查看的依据：店铺的授权。编号与 zuanjian grant add 所用的相同；密钥和令牌只存在授权库里，不写在这里。
basis:
  kind: grant
  grant_id: "{name}"
  # note: 授权书编号
  # valid_until: 2026-12-31

# 授权的店铺，商品都记在它名下。
# shop: {{id: "店铺编号", name: 某某珠宝, kind: unknown}}

# 能按变动查看的平台，两次完整查看之间只看有变动的商品；changes: false 表示每次都完整查看。
# options: {{whole_every_days: 7, changes: false}}
"""
_PACE = """\

# 节奏：两次请求间隔秒数（不少于 3）、每日请求上限、允许时段（北京时间）。
pace:
  delay_seconds: 3
  daily_budget: {budget}
  # hours: ["09:00", "22:00"]

# 预期：少于这些就会在当次被指出；另与该来源自己以往的查看比较，降幅达到 drop 即指出。
expect:
  min_listings: 1
  # min_fields: {{price: 0.9, images: 0.9}}
  # drop: 0.3
  # history: false          # 不与以往比较；写日期则从该日起重新比较
  # empty_allowed: true     # 货架为空属正常

# 每件商品取几张图片（主图、资质图、详情图在先）；在全部页面之后取，计入同一预算。图片另有主机的，须写入 hosts。
# pictures: 3
"""
_TAIL = """\

# 商品页上没有写明店铺时使用。
# shop: {{id: shop-1, name: 某某珠宝, kind: unknown}}

# 对方可以联系到我们的网页，会写进请求头（样文见 docs/contact-page.md）；访问他人的主机应当写明。
# contact: https://alliance.example/crawler
"""


def skeleton(name: str, platform: str, form: Form) -> str:
    """The text of ``sources/<name>.yml``; it can be loaded as it stands."""
    hosts = f"hosts: [{', '.join(form.hosts)}]\n" if form.hosts else ""
    parts = (_HEAD, _GRANT, _PACE) if form.grant else (_HEAD, _PAGE, _PACE, _TAIL)
    # An interface gives away less at a time, item by item, and its platform counts for itself.
    budget = 2000 if form.grant else 500
    return "".join(parts).format(name=name, platform=platform, start=form.start, hosts=hosts, budget=budget)


def next_steps(name: str, platform: str, form: Form) -> tuple[str, ...]:
    """What is to be done before the first look, line by line."""
    if not form.grant:
        return ("请填写起始地址和依据，然后运行：", f"  zuanjian crawl {name}")
    return (
        "请店铺在平台上授权，再把授权存入授权库（内容从标准输入读取，不留在命令记录里）：",
        "  zuanjian grant key                 # 仅第一次",
        f"  zuanjian grant add {name} --platform {platform} < grant.json",
        f"  grant.json：{json.dumps({**form.grant, 'holder': '授权方（店铺名称）'}, ensure_ascii=False)}",
        f"  zuanjian crawl {name}",
    )
