"""What happens in a text: triggers by the tables of event types, roles by the parse, and how real the words make each event."""
