"""What is said, in the main languages of the world, where somebody advertises or asks to subscribe.

Phrases stand between ` / `, a language a line. `…` is a few words, or an ending that varies;
`#` is a number. Only what nobody says but there: a phrase that a lecture uses too is left out.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "sponsor",
    "code",
    "offer",
    "link",
    "act",
    "subscribe",
    "like",
    "bell",
    "comment",
    "support",
    "bye",
]

POINTS: dict[Kind, int] = {
    "sponsor": 3,
    "code": 2,
    "offer": 2,
    "link": 2,
    "act": 1,
    "subscribe": 2,
    "support": 2,
    "like": 1,
    "bell": 1,
    "comment": 1,
    "bye": 1,
}
"""How much each kind of phrase tells, once a chapter however often it is said."""
SPONSORED: frozenset[Kind] = frozenset({"sponsor", "code", "offer", "link", "act"})
SUBSCRIBING: frozenset[Kind] = frozenset({"subscribe", "support", "like", "bell", "comment", "bye"})

PHRASES: dict[Kind, str] = {
    "sponsor": """
this video is sponsored / this video was sponsored / this episode is sponsored / sponsor of today's / today's video is sponsored / today's episode is sponsored / is brought to you by / was brought to you by / sponsor of this / sponsor for this / sponsoring this / sponsoring today's / for sponsoring / today's sponsor / our sponsor / our sponsors / video's sponsor / episode's sponsor
wird präsentiert von / gesponsert von / sponsor dieses videos / sponsor des heutigen / heutiger sponsor / heutigen sponsor / unserem sponsor / werbepartner / mit freundlicher unterstützung von
sponsorisée par / sponsorisé par / sponsor de cette vidéo / sponsor du jour / sponsor de l'épisode / d'avoir sponsorisé / de sponsoriser / notre sponsor
patrocinado por / patrocinada por / patrocinador de este / patrocinador de hoy / nuestro patrocinador / por patrocinar
patrocinador de hoje / patrocinador deste / nosso patrocinador / patrocinado pela / patrocinado pelo
sponsorizzato da / sponsor di questo / sponsor di oggi / nostro sponsor / per aver sponsorizzato
gesponsord door / mede mogelijk gemaakt door / sponsor van deze / onze sponsor
sponsorem tego / sponsorem dzisiejszego / sponsorowany przez / nasz sponsor / partnerem odcinka
спонсор этого / спонсором этого / спонсор сегодняшнего / спонсором сегодняшнего / спонсор выпуска / спонсором выпуска / спонсор видео / наш спонсор / при поддержке компании
bu videonun sponsoru / sponsorluğunda / sponsorumuz
提供でお送り / 提供でお届け / 本日のスポンサー / 今回のスポンサー / 動画のスポンサー / この動画は…の提供 / この動画は…スポンサー
오늘의 스폰서 / 영상의 스폰서 / 영상은…협찬 / 영상은…지원을 받 / 제작 지원을 받 / 유료 광고 / 유료광고 / 협찬을 받아 / 후원을 받아
本期视频由…赞助 / 本视频由…赞助 / 本期节目由…赞助 / 本期赞助 / 感谢…的赞助 / 感谢…赞助 / 我们的赞助商 / 本集由…贊助 / 影片由…贊助 / 感謝…贊助
هذا الفيديو برعاية / راعي هذا الفيديو / راعي الحلقة / هذه الحلقة برعاية
इस वीडियो के प्रायोजक / आज के स्पॉन्सर / वीडियो को स्पॉन्सर
video ini disponsori / disponsori oleh / sponsor video ini
video này được tài trợ / được tài trợ bởi / nhà tài trợ của video
""",
    "code": """
promo code / discount code / coupon code / offer code / referral code / use my code / at checkout
rabattcode / gutscheincode / aktionscode / promocode / mit meinem code
code promo / code de réduction / avec mon code
código de descuento / código promocional / cupón de descuento
cupom de desconto / código de desconto / meu cupom
codice sconto / codice promo / codice promozionale
kortingscode / kod rabatowy / kodem rabatowym / kod promocyjny / indirim kodu / промокод…
クーポンコード / プロモコード / 割引コード / プロモーションコード
할인 코드 / 할인코드 / 쿠폰 코드 / 프로모션 코드
优惠码 / 折扣码 / 優惠碼 / 折扣碼
كود الخصم / كود خصم / कूपन कोड / प्रोमो कोड / डिस्काउंट कोड
kode promo / kode diskon / mã giảm giá / mã khuyến mãi
""",
    "offer": """
# % off / # percent off / free trial / money-back guarantee / money back guarantee / exclusive discount / exclusive deal / # months free / # extra months
# % rabatt / # prozent rabatt / kostenlos testen / probemonat / geld-zurück-garantie
# % de réduction / # % de remise / essai gratuit / mois offerts / satisfait ou remboursé
# % de descuento / # por ciento de descuento / prueba gratuita / prueba gratis
# % de desconto / # por cento de desconto / teste grátis
# % di sconto / prova gratuita / # % korting / # % zniżki / # % rabatu
скидку # / скидка # / скидкой # / бесплатный пробный / # % indirim / ücretsiz deneme
# % オフ / # % off / # % 割引 / 無料体験 / 無料トライアル
# % 할인 / 무료 체험 / 免费试用 / 免費試用 / 打#折 / 享#折
خصم # / تجربة مجانية / # % की छूट / # % डिस्काउंट / diskon # % / giảm # %
""",
    "link": """
link in the description / links in the description / link is in the description / link in my description / linked in the description / link in the video description / link below / link down below / dot com slash
link in der beschreibung / link in der videobeschreibung / link in der infobox / link ist in der beschreibung / link unten
lien dans la description / lien en description / lien est dans la description / lien est en description
enlace en la descripción / link en la descripción / enlace de la descripción / enlace está en la descripción
link na descrição / link está na descrição / link in descrizione / link nella descrizione
link in de beschrijving / link w opisie / link jest w opisie
ссылка в описании / ссылке в описании / ссылку в описании / ссылке под видео
açıklamadaki link / link açıklamada / 概要欄のリンク / 概要欄に / リンクは概要欄 / 概要欄から
설명란 / 더보기란 / 설명창
简介里的链接 / 简介中的链接 / 描述栏 / 视频简介 / 說明欄 / 資訊欄 / 下方链接 / 下方連結
الرابط في الوصف / الرابط في صندوق الوصف / लिंक डिस्क्रिप्शन / डिस्क्रिप्शन में
link di deskripsi / link ada di deskripsi / link ở phần mô tả / link dưới phần mô tả
""",
    "act": """
sign up for free / sign up today / head over to / check them out / the first # people / get started for free / click the link
meldet euch an / klickt auf den link / schaut vorbei / cliquez sur le lien / haz clic en el enlace / clique no link / clicca sul link
переходите по ссылке / переходи по ссылке / リンクから / 링크를 클릭 / 点击链接 / 點擊連結
""",
    "subscribe": """
like and subscribe / subscribe to the channel / subscribe to my channel / subscribe to our channel / subscribe to this channel / hit the subscribe / hit subscribe / subscribe button / please subscribe / forget to subscribe / consider subscribing / sure to subscribe / make sure you subscribe / subscribe for more
abonniert den kanal / abonniert meinen kanal / abonniert gerne / lasst ein abo / lass ein abo / lasst gerne ein abo / kanal abonnieren / kanal zu abonnieren
abonnez-vous / abonne-toi / vous abonner à la chaîne / de vous abonner
suscríbete / suscríbanse / suscribirte / suscribirse al canal / inscreva-se / se inscreva / inscrevam-se
iscriviti al canale / iscrivetevi / iscrivervi al canale / abonneer je / subskrybuj… / zasubskrybuj…
подписывайтесь на / подпишитесь на / подпишись на / подписаться на канал / abone olmayı / abone olun
チャンネル登録 / 구독과 좋아요 / 구독 부탁 / 구독 버튼 / 订阅我 / 订阅频道 / 一键三连 / 訂閱我 / 訂閱頻道 / 记得订阅 / 記得訂閱
اشترك في القناة / اشتركوا في القناة / الاشتراك في القناة / चैनल को सब्सक्राइब
jangan lupa subscribe / đăng ký kênh
""",
    "like": """
leave a like / hit the like / like button / hit that like / smash that like / thumbs up
daumen nach oben / daumen hoch / pouce bleu / pouce en l'air / dale like / dale a like / deixa o like / deixe o like / deixa seu like
lascia un like / lasciate un like / duimpje omhoog / łapkę w górę / ставьте лайк… / ставь лайк / beğenmeyi unutma…
高評価 / 좋아요 / 点个赞 / 點讚 / 按讚 / 点赞 / زر الإعجاب
""",
    "bell": """
notification bell / hit the bell / ring the bell / bell icon / die glocke / la cloche / campanita / sininho / campanella / belletje
dzwoneczek / колокольчик / zile bas… / ベルマーク / 通知ベル / 알림 설정 / 小铃铛 / 小鈴鐺 / جرس التنبيهات / बेल आइकन / lonceng / nút chuông
""",
    "comment": """
in the comments / comment below / comments below / comment section / in die kommentare / in den kommentaren / en commentaire / dans les commentaires
en los comentarios / nos comentários / nei commenti / in de reacties / w komentarz… / в комментариях
コメント欄 / 댓글 / 评论区 / 留言区 / 留言區 / في التعليقات / कमेंट / kolom komentar / bình luận / yorumlar…
""",
    "support": """
on patreon / my patreon / our patreon / ko-fi / buy me a coffee / become a channel member / channel memberships / support the channel / support this channel / support my work / my merch / our merch / merch store / my newsletter / our newsletter / join my discord / join our discord / my online course
kanalmitglied / unterstützt den kanal / unterstützt mich / soutenir la chaîne / soutenez la chaîne / tipeee
apoyar el canal / apoya el canal / miembro del canal / apoiar o canal / apoie o canal / seja membro / sostenere il canale / supportare il canale
поддержать канал / boosty / メンバーシップ / 채널 멤버십 / 频道会员 / 頻道會員
""",
    "bye": """
thanks for watching / thank you for watching / see you in the next / see you next time / danke fürs zuschauen / bis zum nächsten / merci d'avoir regardé / à la prochaine
gracias por ver / hasta la próxima / obrigado por assistir / até a próxima / até o próximo / grazie per aver guardato / alla prossima
спасибо за просмотр / увидимся в / ご視聴ありがとう / 시청해 주셔서 / 感谢观看 / 感謝觀看 / 感谢收看 / izlediğiniz için teşekkür… / cảm ơn các bạn đã xem
""",
}

AD_TITLES = """
sponsor / sponsors / sponsored / our sponsor / our sponsors / today's sponsor / the sponsor / video sponsor / sponsor message / sponsor spot / sponsor segment / sponsor break / sponsor read / sponsor ad / sponsored segment / sponsored message / sponsored content / sponsorship / word from our sponsor / word from our sponsors / message from our sponsor / message from our sponsors / thanks to our sponsor / thanks to our sponsors / ad / ads / advert / ad break / ad read / ad spot / advertisement / commercial break / paid promotion / promo
werbung / anzeige / werbeblock / werbepause / werbepartner / werbeunterbrechung
publicité / pub / page de pub / sponsor de la vidéo / partenariat / notre sponsor / placement de produit
publicidad / patrocinador / patrocinadores / patrocinio / nuestro patrocinador / publi / promoción
publicidade / patrocínio / propaganda do patrocinador / merchan / jabá
pubblicità / sponsorizzazione / lo sponsor / reclame / advertentie / onze sponsor / reklama / reklam / reklame / annons / mainos / sponzor / реклама / рекламная пауза / спонсор / спонсор выпуска / спонсор видео
スポンサー / スポンサー紹介 / 広告 / 宣伝 / 企業案件 / 案件 / 提供 / 광고 / 협찬 / 스폰서 / 유료광고 / 유료 광고
广告 / 赞助 / 赞助商 / 恰饭 / 恰饭时间 / 廣告 / 贊助 / 贊助商 / 業配 / 业配 / 口播
إعلان / الراعي / راعي الحلقة / विज्ञापन / प्रायोजक / iklan / quảng cáo / nhà tài trợ / โฆษณา / สปอนเซอร์
"""
"""Whole titles of chapters that are an advertisement, or stand before its name."""

PLUG_TITLES = """
subscribe / please subscribe / like and subscribe / like & subscribe / subscribe to the channel / subscribe to my channel / don't forget to subscribe / support the channel / support me / support us / support me on patreon / support us on patreon / patreon / my patreon / shameless plug / plug / plugs / self promotion / self-promotion / merch / our merch / my merch / channel membership / become a member / join the channel / my newsletter / join my discord / call to action / cta
abonnieren / kanal abonnieren / abo / eigenwerbung / unterstützt den kanal / abonnez-vous / soutenir la chaîne / autopromo / suscríbete / apoya el canal / autopromoción / inscreva-se / apoie o canal / iscriviti / iscriviti al canale / abonneer / subskrybuj / подписывайтесь / подписка на канал / поддержать канал / abone ol
チャンネル登録 / チャンネル登録のお願い / 高評価・チャンネル登録 / 구독 / 구독과 좋아요 / 구독 좋아요 / 订阅 / 订阅频道 / 点赞订阅 / 訂閱 / 訂閱頻道 / اشترك / اشترك في القناة / सब्सक्राइब / सब्सक्राइब करें / jangan lupa subscribe / đăng ký kênh
"""
"""Whole titles of chapters that ask for something."""

SUBJECT = """
advert… / ads / sponsor… / commercials / marketing… / werb… / anzeige… / publicit… / publicid… / patrocin… / pubblicit… / reklam… / реклам… / спонсор… / 広告 / スポンサー / 광고 / 广告 / 廣告 / 赞助 / إعلان… / विज्ञापन / iklan… / quảng cáo
"""
"""Words of a talk that is about advertising: there a title alone says little."""
SUBSCRIPTION = """
subscri… / abonn… / patreon / suscri… / inscrev… / подпис… / 구독 / 订阅 / 訂閱 / اشترا… / observ… / plug… / merch… / newsletter… / membership…
"""
"""Words of a talk that is about subscribing, such as to messages."""
