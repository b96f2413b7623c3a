"""One operator asks to be introduced to another; the other accepts, declines or lets it lapse."""
