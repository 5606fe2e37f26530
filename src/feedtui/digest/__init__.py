"""The digest: what is new, by topic, each paper once ever; printed, or sent as mail."""
