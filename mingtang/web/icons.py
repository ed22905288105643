"""The few line drawings of the interface, on a grid of 16. An icon never stands without words."""

ICONS = {
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3 3"/>',
    "today": '<path d="M3 4.5h10v9H3zM3 7h10M6 2.5v3M10 2.5v3"/>',
    "folder": '<path d="M2 4h5l1 1.5h6V13H2z"/>',
    "sheet": '<path d="M4 2.5h8v11H4zM6 6h4M6 8.5h4M6 11h2"/>',
    "report": '<path d="M2.5 13.5h11M4 11V8M7 11V4M10 11V6M13 11V9"/>',
    "letter": '<path d="M2.5 4h11v8.5h-11zM2.5 4.5 8 9l5.5-4.5"/>',
    "talk": '<path d="M2.5 3h11v7.5h-6L4.5 13v-2.5h-2z"/>',
    "book": '<path d="M3 3h4.5v10H3zM8.5 3H13v10H8.5z"/>',
    "scale": '<path d="M8 2.5v11M4.5 13.5h7M3 5h10M3 5l-1.5 4.5h3zM13 5l-1.5 4.5h3z"/>',
    "more": '<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>',
    "close": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "print": '<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>',
    "down": '<path d="M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10"/>',
    "person": '<circle cx="8" cy="5" r="2.5"/><path d="M3 13.5c0-3 2.2-4.5 5-4.5s5 1.5 5 4.5"/>',
}
