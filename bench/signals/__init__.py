"""What debtors say: lexicon and classifier on invented utterances of families that nothing is learnt from."""
