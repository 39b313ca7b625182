"""Discovery: streams and searches of other houses come in, reports at hosts outside the catalogue go out."""
