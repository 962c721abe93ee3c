"""Learning from decisions: what reviewers accept and reject, by rule and kind of seller, corrects the rulebook's own
confidence. Nothing here is evidence: it is worked out from the decisions and can be worked out again, so it stands on
the alert and in tables of its own, never in a judgement and never in the custody record."""
