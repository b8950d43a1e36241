"""The declared version of the model. Raise it when what the stored draws mean changes; a change of wording is none."""

MODEL_VERSION = "2.0"
