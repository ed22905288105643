"""The smallest site somebody would build with Wagtail alone: what our pages are compared with."""
