"""Policies as records: one record a policy, and drafts of its next version."""
