"""The live talk that an accepted introduction opens."""
