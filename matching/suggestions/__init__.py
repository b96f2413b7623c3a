"""Who fits whom: profiles kept ready for scoring, and suggestions with their reasons."""
