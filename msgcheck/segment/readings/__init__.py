"""What can be read exactly from one sentence, one file each: names, negation, strength, conditions, who it is about."""
