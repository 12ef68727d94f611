"""Touch widgets so that every screen looks and answers alike; the page for authors is docs/ui-kit.md."""
