"""Which chapters are suggested for dropping, in many languages; and above all which are not."""

from __future__ import annotations

import re
import time

import pytest

from core.models import Chapter, Segment, Study, Transcript, Video
from core.sponsors import suggest_drops

TALK = (
    "Now we look at how the gradient flows back through the layers of the network."
    " Each weight gets a share of the error, and we change it by a small step."
    " Do this a thousand times and the loss goes down, slowly at first and then faster."
    " What you see on the screen is the loss on data that the network has never seen."
)


def a_study(
    title: str = "And so on", words: str = TALK, *, about: str = TALK, video: str = "A lecture"
) -> Study:
    """Make a video of three chapters, ninety seconds in the middle being the one in question."""
    bounds = (0.0, 400.0, 490.0, 900.0)
    names, texts = ("Beginning", title, "The end"), (about, words, about)
    segments: list[Segment] = []
    for text, start_s, end_s in zip(texts, bounds, bounds[1:], strict=False):
        pieces = re.findall(r"\S.{0,59}(?!\S)|\S{1,60}", text) if " " in text else _cut(text)
        step_s = (end_s - start_s) / max(1, len(pieces))
        for n, piece in enumerate(pieces):
            at_s = start_s + n * step_s
            segments.append(
                Segment(id=len(segments) + 1, start_s=at_s, end_s=at_s + step_s, text=piece)
            )
    return Study(
        video=Video(id="x", title=video, duration_s=900.0),
        transcript=Transcript(language="en", origin="author", segments=tuple(segments)),
        chapters=tuple(
            Chapter(title=name, start_s=start_s, end_s=end_s)
            for name, start_s, end_s in zip(names, bounds, bounds[1:], strict=False)
        ),
        screenshots=(),
    )


def _cut(text: str) -> list[str]:
    """Cut where captions of a script without spaces are cut: anywhere."""
    return [text[at : at + 13] for at in range(0, len(text), 13)]


@pytest.mark.parametrize(
    "title",
    [
        "Sponsor",
        "Sponsors",
        "SPONSOR MESSAGE",
        "A word from our sponsor",
        "A Word From Our Sponsors!",
        "Today’s sponsor",
        "Sponsor: NordVPN",
        "Sponsor – Brilliant",
        "Brilliant.org (sponsor)",
        "[Ad] Squarespace",
        "Ad",
        "📢 Ad break",
        "Ad: Ground News",
        "HelloFresh | Sponsored",
        "Advertisement",
        "Werbung",
        "Anzeige: Holy Energy",
        "Werbung | NordVPN",
        "Publicité",
        "Sponsor de la vidéo : Surfshark",
        "Patrocinador",
        "Publicidad (NordVPN)",
        "Publicidade",
        "Pubblicità",
        "Реклама",
        "Реклама: Skillbox",
        "Спонсор выпуска",
        "スポンサー",
        "スポンサー：NordVPN",
        "広告",
        "【広告】NordVPN",
        "광고",
        "유료 광고",
        "협찬: 밀리의서재",
        "广告",
        "恰饭时间",
        "業配",
        "إعلان",
        "विज्ञापन",
        "Reklam",
        "Quảng cáo",
        "Iklan",
        "โฆษณา",
        "Please subscribe",
        "Like & subscribe",
        "Shameless plug",
        "Support me on Patreon",
        "チャンネル登録のお願い",
        "구독과 좋아요",
        "订阅频道",
        "Abonnez-vous !",
        "¡Suscríbete!",
        "Подписывайтесь",
    ],
)
def test_a_title_that_names_an_advertisement_is_suggested(title: str) -> None:
    """A chapter that is named so is suggested, whatever its words are."""
    assert [index for index, _ in suggest_drops(a_study(title))] == [1]
    assert [index for index, _ in suggest_drops(a_study(title, "", about=""))] == [1]


@pytest.mark.parametrize(
    "title",
    [
        "How advertising works",
        "Ads: how the auction is run",
        "Ads and attention",
        "The history of sponsorship in football",
        "Ad hoc polymorphism",
        "AdaBoost",
        "Adding a node",
        "Sponsoring a bill in the Senate",
        "Finding a sponsor at work: a guide",
        "Open source and its sponsors: who pays?",
        "Promoting values in C++",
        "Subscribe to an event stream",
        "observable.subscribe()",
        "Publish / subscribe",
        "Subscription models",
        "Plugs and sockets",
        "Call to arms",
        "Werbung im 20. Jahrhundert",
        "Anzeigen von Ergebnissen",
        "Die Werbung der Parteien",
        "La publicité dans les années 80",
        "Publicidad y propaganda política",
        "Patrocinio de las artes en Florencia",
        "История рекламы в России",
        "広告の歴史",
        "広告モデルの限界とこれから",
        "データの提供方法",
        "広告：その歴史とこれからの未来",
        "광고 시장 분석",
        "구독 경제의 이해",
        "广告学概论",
        "订阅与发布模式",
        "تاريخ الإعلان",
    ],
)
def test_a_title_that_is_about_such_things_is_left_alone(title: str) -> None:
    """The same words in a title that says more are a subject, not an advertisement."""
    assert suggest_drops(a_study(title)) == ()


@pytest.mark.parametrize(
    ("title", "about", "video"),
    [
        ("Werbung", "Wir sprechen über das Radio.", "Was ist Werbung? Eine Einführung"),
        ("Ads", "Ads pay for news. " * 8 + "Most ads are sold in an auction. " * 4, "News"),
        ("광고", "광고 시장은 커졌다. " * 8, "뉴스"),
        ("Subscribe", "You call subscribe on the observable. " * 8, "RxJS in depth"),
        ("Sponsors", "A sponsor speaks for you. " * 8, "How careers are made"),
    ],
)
def test_a_talk_about_the_subject_is_not_taken_for_its_advertisement(
    title: str, about: str, video: str
) -> None:
    """Where the whole talk speaks of it, a chapter's title alone says nothing."""
    assert suggest_drops(a_study(title, about=about, video=video)) == ()


READS = {
    "en": "This video is sponsored by Brilliant. Brilliant is where you learn by doing, with"
    " thousands of interactive lessons in maths and computer science. To try everything for thirty"
    " days, visit the site, or click the link in the description, and the first 200 people also"
    " get 20% off an annual subscription.",
    "en host": "Before we go on, a quick thanks to our sponsor, Ground News. They gather coverage"
    " from all over the world so that you can compare. Use my code LECTURE for 40 percent off."
    " The link is down below.",
    "en auto captions": "and that brings me to today's sponsor nordvpn when you are travelling you"
    " want to be safe on public networks go to nordvpn dot com slash lecture to get a huge"
    " discount and four extra months it is risk free with their 30 day money back guarantee",
    "de": "Dieses Video wird präsentiert von Holy. Holy ist ein Getränk ohne Zucker, das ich jeden"
    " Tag trinke. Mit meinem Code bekommt ihr auf eure erste Bestellung 10 % Rabatt. Den Link"
    " findet ihr unten, und alle Infos dazu gibt es noch einmal bei den Kommentaren.",
    "fr": "Cette vidéo est sponsorisée par Surfshark. Grâce à leur réseau vous naviguez sans être"
    " suivi. Avec mon code vous avez 83 % de réduction, et le lien est dans la description.",
    "es": "Este vídeo está patrocinado por Platzi. Con ellos puedes aprender lo que quieras a tu"
    " ritmo. Tienes un 20 % de descuento, y el enlace está en la descripción.",
    "pt": "Esse vídeo é patrocinado pela Alura. São mais de mil cursos de tecnologia. Usando o meu"
    " cupom você ganha 15% de desconto. O link está na descrição.",
    "it": "Questo video è sponsorizzato da NordVPN. Con il mio codice sconto avete il 60% di sconto"
    " e la prova gratuita. Trovate tutto nel link in descrizione.",
    "ru": "Спонсор этого видео — онлайн-школа Skillbox. Там учат программировать с нуля. По"
    " промокоду ЛЕКЦИЯ вы получите скидку 45 процентов. Ссылка в описании.",
    "ja": "ここで本日のスポンサーを紹介させてください。NordVPNは通信を暗号化してくれるサービスです。"
    "今なら70%オフで、さらに30日間の返金保証もついています。リンクは概要欄にあります。",
    "ko": "이번 영상은 밀리의 서재의 협찬을 받아 제작되었습니다. 책을 마음껏 읽을 수 있는 서비스인데요,"
    " 지금 가입하시면 한 달 무료 체험을 하실 수 있습니다. 자세한 내용은 설명란 링크를 확인해 주세요.",
    "zh": "本期视频由雷鸟赞助播出。这款眼镜我已经用了一个月，非常轻便。现在使用我的优惠码还可以再减一百元，"
    "有兴趣的朋友可以点击下方链接。",
    "ar": "هذا الفيديو برعاية شركة نورد. يمكنكم التصفح بأمان. استخدموا كود الخصم الخاص بي، والرابط في"
    " صندوق الوصف.",
    "tr": "Bu videonun sponsoru Udemy. Binlerce kurs sizi bekliyor. Benim indirim kodu ile %20"
    " indirim alabilirsiniz, açıklamadaki link üzerinden bakın.",
    "pl": "Sponsorem tego odcinka jest NordVPN. Z moim kodem dostaniecie 60% zniżki. Link jest w"
    " opisie.",
    "nl": "Deze video is gesponsord door Surfshark. Met mijn kortingscode krijg je 80% korting. De"
    " link in de beschrijving brengt je er.",
    "id": "Video ini disponsori oleh Niagahoster. Pakai kode promo saya untuk diskon 75 %. Link ada"
    " di deskripsi.",
    "hi": "इस वीडियो के प्रायोजक हैं Unacademy। मेरा कूपन कोड लगाइए और पाइए 10% की छूट। लिंक"
    " डिस्क्रिप्शन में है।",
    "vi": "Video này được tài trợ bởi Elsa. Dùng mã giảm giá của mình để được giảm 50%. Link ở phần"
    " mô tả.",
}
PLEAS = {
    "en": "If you liked this, hit the like button and subscribe to the channel, ring the bell, and"
    " tell me in the comments what you want next. Thanks for watching.",
    "de": "Wenn es euch gefallen hat, gebt mir einen Daumen nach oben, abonniert den Kanal und"
    " schreibt es in die Kommentare. Danke fürs Zuschauen.",
    "fr": "Si ça vous a plu, abonnez-vous, mettez un pouce bleu et dites-le dans les commentaires.",
    "es": "Si te ha gustado, suscríbete, dale a la campanita y cuéntame en los comentarios.",
    "pt": "Se gostou, inscreva-se no canal, deixa o like e ativa o sininho.",
    "ru": "Подписывайтесь на канал, ставьте лайки, жмите колокольчик. Спасибо за просмотр.",
    "ja": "よかったらチャンネル登録と高評価、コメント欄に感想をお願いします。ご視聴ありがとうございました。",
    "ko": "재미있으셨다면 구독과 좋아요, 알림 설정까지 부탁드립니다. 댓글도 남겨 주세요.",
    "zh": "喜欢的话请订阅频道，点个赞，打开小铃铛，在评论区告诉我你的想法。感谢观看。",
}


@pytest.mark.parametrize("language", READS)
def test_a_sponsor_read_is_heard(language: str) -> None:
    """What is said tells a sponsor read, under any title; the reason quotes it."""
    found = suggest_drops(a_study(words=READS[language]))

    assert [index for index, _ in found] == [1]
    assert "sponsor read: “" in found[0][1]


@pytest.mark.parametrize("language", PLEAS)
def test_a_call_to_subscribe_is_heard(language: str) -> None:
    """A chapter that only asks for something is suggested, with what it asks."""
    found = suggest_drops(a_study(words=PLEAS[language]))

    assert [index for index, _ in found] == [1]
    assert "call to subscribe" in found[0][1]


NOT_READS = {
    "thanks in passing": f"{TALK} I would like to thank our sponsors for the room. {TALK}",
    "a read inside a chapter": f"{TALK * 3} {READS['en']} {TALK * 3}",
    "a read at the end": f"{TALK * 4} {READS['en']}",
    "about advertising": "An influencer says that a video is sponsored by a brand, and has to say"
    " so by law. Since 2019 the agency has fined forty people. What counts is whether a viewer can"
    " tell, within the first seconds, that somebody has paid. Courts look at the words, the place"
    " and the size of the notice, and at who the viewers are. Children see through it late. In a"
    " study with four hundred pupils, nine in ten took the notice for a part of the film, and"
    " only after a lesson on it did half of them know better. That is why teachers ask for clear"
    " words in the language of the film, spoken and not only written.",
    "code in a lecture": "Use the code from the last lesson and run it with code coverage on. The"
    " discount factor gamma is 0.9, so a reward that is ten steps away counts for 35% of its value."
    " See the link below the figure.",
    "discount": "With a SegWit discount of 75 percent you pay less for witness data, which some"
    " call a 4x discount. Critics say that this favours large inscriptions.",
    "subscribe in code": "You subscribe to the topic, and then each message comes as an event."
    " If you subscribe twice you get it twice. Unsubscribe before you leave.",
    "a word on the channel": f"{TALK} Subscribe if you like. {TALK}",
    "the slides": "You find the link in the description. Slides, notes and the whole program are"
    " there, and the data that we use in the exercise. Please open it now, for the next part"
    " asks you to run it yourself and to compare your figure with mine.",
    "de": "Die Firma ist Sponsor des FC Bayern. Der Vertrag läuft bis 2027, und der Verein bekommt"
    " dafür sechzig Millionen im Jahr. Kritik kam von den Fans, denn das Logo ist groß.",
    "ja": "提供されたデータを使って学習します。広告のクリック率を予測する問題を考えましょう。",
    "ko": "광고 클릭률을 예측하는 문제를 생각해 봅시다. 데이터는 기업이 제공했습니다.",
    "zh": "我们用广告点击率的数据来训练模型。数据由公司提供。",
    "nothing said": "",
}


@pytest.mark.parametrize("case", NOT_READS)
def test_what_is_no_read_is_left_alone(case: str) -> None:
    """A passing mention, a lecture about the subject, and words that have another sense."""
    assert suggest_drops(a_study(words=NOT_READS[case])) == ()


def test_what_is_dropped_is_not_suggested_again() -> None:
    """A chapter that the person dropped needs no more suggesting."""
    study = a_study("Sponsor")
    chapters = list(study.chapters)
    chapters[1] = Chapter(title="Sponsor", start_s=400.0, end_s=490.0, is_dropped=True)

    assert suggest_drops(_with(study, chapters)) == ()


def test_a_long_chapter_is_what_the_video_is_about() -> None:
    """No sponsor is read for a third of an hour, nor for most of a video."""
    study = a_study("Beginning")
    long = [
        Chapter(title="One", start_s=0.0, end_s=10.0),
        Chapter(title="Sponsor", start_s=10.0, end_s=900.0),
    ]

    assert suggest_drops(_with(study, long)) == ()
    assert suggest_drops(_with(study, [Chapter(title="Sponsor", start_s=0.0, end_s=900.0)])) == ()


def _with(study: Study, chapters: list[Chapter]) -> Study:
    return Study(
        video=study.video,
        transcript=study.transcript,
        chapters=tuple(chapters),
        screenshots=(),
    )


def test_two_hours_are_read_in_a_moment() -> None:
    """The page suggests after every change: it must not wait."""
    segments = tuple(
        Segment(id=n + 1, start_s=n * 5.0, end_s=n * 5.0 + 5, text=TALK[:75]) for n in range(1440)
    )
    chapters = [Chapter(title=f"C{n}", start_s=n * 36.0, end_s=n * 36.0 + 36) for n in range(200)]
    study = Study(
        video=Video(id="x", title="Long", duration_s=7200.0),
        transcript=Transcript(language="en", origin="author", segments=segments),
        chapters=tuple(chapters),
        screenshots=(),
    )
    suggest_drops(study)

    began = time.perf_counter()
    assert suggest_drops(study) == ()
    assert time.perf_counter() - began < 1
