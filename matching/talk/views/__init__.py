"""The pages of conversations, and what their script asks for."""
