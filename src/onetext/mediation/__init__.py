"""The one-text loop: judge a draft, next question, next draft."""
