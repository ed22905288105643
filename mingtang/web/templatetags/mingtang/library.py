"""The one library the modules of this package register with."""

from django.template import Library

register = Library()
