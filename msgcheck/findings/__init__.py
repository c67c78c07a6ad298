"""From judgements to findings: severity, lane, the sentence, the mended line, and what is already known."""
