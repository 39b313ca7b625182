"""Scrapy commands of Konchi's own."""
