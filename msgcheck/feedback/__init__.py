"""The feedback loop: findings become divergences, marketing answers them, and the field hears of it."""
