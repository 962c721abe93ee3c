"""The outbox: what is to be told is written down with what happened, and told afterwards.

An **occasion** is written in the same transaction as the thing it tells of, so that neither is ever without the other.
``addressing`` makes a **notice** of it for each recipient and channel, once; ``bundling`` puts what is due for one
channel into one **message**; ``claiming`` gives a message to one sender at a time and notes what came of it.

A message is told exactly once but for one gap: a program killed after the channel took it and before that was noted
sends it again when its lease runs out. A receiver that knows messages by their key can drop the second one: webhooks
carry the key in ``webhook-id``, e-mails in Message-ID; chat robots have no such thing.
"""
