"""A message says what is to be read, and no more than that: not every reader can unsubscribe by a click."""

from alerts.rendering.message import Message


def test_a_message_is_a_value_with_nothing_but_its_words_at_first() -> None:
    message = Message("News", "One deal", "<p>One deal</p>")
    assert message == Message("News", "One deal", "<p>One deal</p>", None, (), ())
    assert message.unsubscribe is None
