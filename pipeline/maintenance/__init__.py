"""What keeps the database: backups, restoring them, and sweeping away what is old."""
