"""``zuanjian sources new``: the file that is laid down fits its platform and can be loaded as it stands."""

from __future__ import annotations

import json

import pytest
import yaml

from crawler.grants.telling import read_grant
from crawler.platforms import names
from crawler.platforms.form import ROOT, form_of, title_of
from crawler.source import load_source
from desk.new_source import next_steps, skeleton


@pytest.mark.parametrize("platform", names())
def test_every_platform_has_a_form_and_its_source_loads(platform, tmp_path):
    path = tmp_path / "my-shop.yml"
    path.write_text(skeleton("my-shop", platform, form_of(platform)), "utf-8")
    source = load_source(path)
    granted = (ROOT / platform / "gateway.py").exists()
    assert source.platform == platform
    assert (source.basis.kind, source.basis.grant_id) == (("grant", "my-shop") if granted else ("open_page", None))
    assert title_of(platform) != platform
    # What stands behind a "#" is a line to be uncommented, so it must be true of this version.
    for line in path.read_text("utf-8").splitlines():
        bare = line.removeprefix("# ").removeprefix("  # ").partition("  #")[0]
        if line.lstrip().startswith("#") and bare.partition(":")[0].strip().isidentifier():
            assert yaml.safe_load(bare) is not None


@pytest.mark.parametrize("platform", [name for name in names() if form_of(name).grant])
def test_what_is_told_to_be_granted_can_be_granted(platform):
    told = next(line for line in next_steps("s", platform, form_of(platform)) if "grant.json：" in line)
    grant = json.loads(told.partition("：")[2])
    if "refresh_expires_at" in grant:
        grant["refresh_expires_at"] = grant["refresh_expires_at"].rpartition(" ")[2]
    assert read_grant(json.dumps(grant), "s", platform).holder


def test_a_source_behind_an_interface_is_told_its_grant(zuanjian, tmp_path):
    done = zuanjian("sources", "new", "shop-7", "--platform", "jd")
    assert (done.returncode, done.stderr) == (0, "")
    assert "zuanjian grant add shop-7 --platform jd" in done.stdout
    source = load_source(tmp_path / "home" / "sources" / "shop-7.yml")
    assert source.hosts == ("api.jd.com", "open-oauth.jd.com")


def test_an_open_page_is_told_no_grant_and_nothing_is_overwritten(zuanjian, tmp_path):
    assert "grant" not in zuanjian("sources", "new", "shop-1").stdout
    again = zuanjian("sources", "new", "shop-1")
    assert (again.returncode, "已存在" in again.stderr) == (2, True)


def test_a_name_that_is_no_file_name_is_refused(zuanjian, tmp_path):
    done = zuanjian("sources", "new", "a b")
    assert done.returncode == 2
    assert "来源名称" in done.stderr
    assert not list((tmp_path / "home" / "sources").glob("*"))


def test_a_name_of_digits_is_still_a_name(tmp_path):
    path = tmp_path / "2026.yml"
    path.write_text(skeleton("2026", "douyin", form_of("douyin")), "utf-8")
    assert load_source(path).basis.grant_id == "2026"
