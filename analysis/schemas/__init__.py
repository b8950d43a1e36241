"""The only definition of every table: Pandera models, vocabularies, field helpers, the registry."""
