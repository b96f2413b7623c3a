"""The pages of introductions: lists, asking, answering, blocks."""
