import pytest

from etl.clean import chrome


@pytest.mark.parametrize(
    "line",
    [
        "News Feed",
        "Show More",
        "3 min read",
        "Read more",
        "Read more: Storm closes the harbour",
        "Share this article",
        "Advertisement",
        "Skip to main content",
        "Listen to this article 5 min",
        "Sign up for our morning newsletter",
        "Sign up here to get the best of the week in your inbox every Friday.",
        "Get the Harbour Briefing in your inbox every morning",
        "Updated 4 May 2025 10:00 GMT",
        "Published: May 3, 2025",
        "Stand: 03.05.2025, 10:00 Uhr",
        "Publié le 3 mai 2025 à 10h00",
        "Image source, Harbour Post",
        "Photo: Per Lind",
        "© Per Lind",
        "For more news, visit harbour-post.example",
        "Follow Ann Roe on Bluesky",
        "You can reach the reporter at ann.roe@harbour-post.example",
        "This is a developing story and will be updated.",
        "What do you think? Let us know in the comments",
        "STORM CLOSES THE HARBOUR [READ MORE]",
        "→ Lesen Sie auch: Sturm schließt den Hafen",
        "Mehr zum Thema: Häfen",
        "À lire aussi La tempête ferme le port",
        "Читайте также: Шторм закрыл порт",
        "更多：风暴关闭港口",
        "___",
    ],
)
def test_prompts_and_menus_are_noise(line: str) -> None:
    assert chrome.kind(line) == "noise"


@pytest.mark.parametrize(
    "line",
    [
        "Ann Roe Avatar",
        "Ann van Roe avatar",
        "About the author",
        "Related Stories",
        "More from World",
        "Most read",
        "Leave a comment",
        "Our Community Guidelines",
        "© 2025 Harbour Post",
        "© Harbour Post 2025",
        "Copyright 2025 The Harbour Post. All rights reserved.",
        "Mehr zum Thema…",
        "相关阅读",
    ],
)
def test_what_follows_an_article_ends_it(line: str) -> None:
    assert chrome.kind(line) == "end"


@pytest.mark.parametrize(
    "line",
    [
        "The harbour was closed on Monday.",
        "Published in 1999, the book made her famous.",
        "Posted to Moscow in 2010, he learned Russian.",
        "Updated rules from 2025 forbid what had been common in the harbour.",
        "Video, photos and letters were found in the flat.",
        "Image, he said, is everything.",
        "For more than ten years he was not allowed to visit his son.",
        "For more visitors to come, the town must download nothing and build a hotel.",
        "The archive said that it had no records [related to the killing].",
        "The flights will follow Hong Kong on Thursdays, and return on Sundays.",
        "They promised to contact the families on Monday.",
        "There was an error in the count, the council said.",
        "What do you think of the new harbour?",
        "More in sorrow than in anger, he resigned.",
        "More on that later.",
        "Popular in the nineties, the harbour is empty today.",
        "Latest in a line of ministers, she lasted a year.",
        "More reading is done in winter than in summer.",
        "Copyright law will be changed next year, the minister said.",
        "(c) the ships that carry grain,",
        "Our community needs a harbour, said the mayor.",
        "Developing countries ask for more details soon after every meeting.",
        "Breaking the rules was costly, said the updated report.",
        "Swipe fees were cut by the bank on Monday.",
        "Share prices fell on Monday.",
        "Get out of the house before the storm is delivered to the coast.",
        "Start to finish, the race across the channel took nine hours.",
        "He had never seen the film Avatar",
        "Mehr dazu sagte der Minister nicht.",
        "Auch interessant ist, dass niemand widersprach.",
        "Das schrieb der Minister am Montag auf Telegram.",
        "Il a publié la vidéo sur Facebook avant de fuir.",
        "À lire les journaux, on croirait que le port est fermé.",
        "Plus de 300 personnes ont manifesté samedi",
        "Más de 300 personas se manifestaron",
        "Suivez l’argent, disait le juge.",
        "更多乘客在码头等候，一直等到晚上。",
        "",
    ],
)
def test_sentences_are_text(line: str) -> None:
    assert chrome.kind(line) is None


def test_long_lines_are_text_whatever_they_begin_with() -> None:
    assert chrome.kind("Read more: " + "The harbour was closed. " * 20) is None
