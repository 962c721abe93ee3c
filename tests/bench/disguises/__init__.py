"""How sellers hide words, by class, from tables of the bench's own: it must not know what nlp/disguise knows."""
