"""The words we look for: one YAML file a class or theme, one entry a thing that can be claimed."""
