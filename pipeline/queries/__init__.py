"""What readers ask of the database: searches, deals and articles told, exported and explained."""
