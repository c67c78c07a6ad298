"""Watches folders of drafts and templates and checks what changes in them."""
