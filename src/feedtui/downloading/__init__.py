"""Brings the papers themselves: their PDFs into a folder, and their full texts."""
