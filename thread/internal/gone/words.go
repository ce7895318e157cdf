package gone

import (
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "\u00a0", " ")

// whole are notices that stand for themselves, without what ends a sentence.
var whole = map[string]thread.Status{
	"[deleted]": thread.Deleted, "[removed]": thread.Removed, "[deleted by user]": thread.Deleted, "[removed by reddit]": thread.Removed,
	"[ removed by reddit ]": thread.Removed, "[ removed by moderator ]": thread.Removed, "[flagged]": thread.Removed, "[dead]": thread.Removed,
	"deleted": thread.Deleted, "removed": thread.Removed, "[gelöscht]": thread.Deleted, "(deleted comment)": thread.Deleted, "deleted comment": thread.Deleted,
	"this comment no longer exists": thread.Removed, "this comment is no longer available": thread.Removed, "this content is no longer available": thread.Removed,
	"this comment is no longer available. the commenter has deleted their account": thread.Deleted, "the commenter has deleted their account": thread.Deleted,
	"this comment is awaiting moderation": thread.Pending, "your comment is awaiting moderation": thread.Pending, "comment awaiting moderation": thread.Pending,
	"this comment is waiting for moderation": thread.Pending, "this comment is pending approval": thread.Pending, "this comment is awaiting approval": thread.Pending,
	"dieser kommentar wartet auf freischaltung": thread.Pending, "dein kommentar wartet auf freischaltung": thread.Pending, "ihr kommentar wartet auf freischaltung": thread.Pending,
	"this message was marked as spam": thread.Spam, "this comment was marked as spam": thread.Spam, "this comment was flagged as spam": thread.Spam, "comment marked as spam": thread.Spam,
	"このコメントは削除されました": thread.Removed, "コメントは削除されました": thread.Removed, "该评论已被删除": thread.Removed, "此评论已被删除": thread.Removed, "该评论已删除": thread.Removed,
	"此留言已被刪除": thread.Removed, "삭제된 댓글입니다": thread.Removed, "작성자에 의해 삭제된 댓글입니다": thread.Deleted,
}

// set is the words of a list, lower case, parted by spaces.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

func known(m map[string]bool, w string) bool { return m[w] }

// nouns are what is no more.
var nouns = set(`comment post posting message reply answer content
	kommentar beitrag leserkommentar leserbeitrag nachricht antwort
	comentario mensaje respuesta publicación comentário mensagem resposta publicação
	commentaire réponse contribution commento messaggio risposta contenuto
	reactie bericht opmerking komentarz wpis post kommentaren kommentar inlägget indlægget innlegget kommentti viesti
	комментарий сообщение коментар komentář příspěvek komentár yorum`)

// participles are what became of it. In English one deletes what is one's own.
var participles = func() map[string]thread.Status {
	m := map[string]thread.Status{"deleted": thread.Deleted, "withdrawn": thread.Deleted, "retracted": thread.Deleted, "zurückgezogen": thread.Deleted}
	for w := range set(`removed moderated blocked rejected hidden
		gelöscht entfernt gesperrt ausgeblendet
		eliminado eliminada borrado borrada retirado retirada suprimido removido removida apagado apagada excluído excluída bloqueado
		supprimé supprimée retiré retirée modéré effacé masqué eliminato rimosso cancellato moderato
		verwijderd gewist usunięty usunięte usunięta skasowany skasowane borttagen borttaget raderad raderats slettet fjernet poistettu
		удален удалён удалено удалена скрыт скрыто видалено smazán smazáno odstraněn odstránený silindi kaldırıldı`) {
		m[w] = thread.Removed
	}
	return m
}()

// doers are who did it.
var doers = func() map[string]thread.Status {
	m := map[string]thread.Status{}
	for w := range set(`author user commenter poster owner writer author's user's
		autor verfasser nutzer benutzer verfasserin autorin nutzerin usuario usuário auteur utilisateur l'auteur l'utilisateur autore utente dall'autore dall'utente
		schrijver gebruiker autora użytkownika författaren användaren forfatteren brugeren автором пользователем uživatelem autorem`) {
		m[w] = thread.Deleted
	}
	for w := range set(`moderator moderators mod mods admin admins administrator administrators staff editor editors site system team moderation automatically reddit youtube facebook disqus
		redaktion moderatoren moderatorin blog-administrator administratoren moderador moderadora moderadores moderación moderação administrador administradores redacción redação equipo equipe
		modérateur modérateurs modération rédaction administrateur moderatore moderatori moderazione redazione amministratore dall'amministratore
		redactie beheerder moderatie moderatora moderatorem redakcję administratora moderatorn redaktionen moderatoren administratören moderatoravdelingen
		модератором модераторами модерацией администратором администрацией редакцией moderátorem`) {
		m[w] = thread.Removed
	}
	return m
}()

// articles stand before a noun.
var articles = set(`this that the your its his her a an our
	dieser diese dieses der die das dein ihr dem einem einer unseren unserem unserer unser vom
	este esta el la tu su un una o do da pelo pela del um uma os
	ce cet cette votre le les l' du des notre nos questo il dal dalla deze dit je uw de een onze ten den här det en dette denne
	этот это данный tento`)

// fillers are the other words between, which say nothing.
var fillers = set(`and was were is are has have had been being by from of blog post community original automatic
	wurde wird ist worden von durch den und
	este esta el la tu su un una ha sido fue foi está o a do da pelo pela por del de um uma os
	ce cet cette votre le les l' a été est par du des notre nos questo il è stato stata dal dalla da
	deze dit je uw is door de een onze werd ten to został została zostało przez jest
	den här det har är blivit tagits bort av en er blevet af dette denne ble
	этот это данный был было была bu tento byl bylo`)

// reasons begin the words that say why.
var reasons = set(`for because as since due in that following wegen weil da aufgrund auf porque debido ya pour parce car en per perché poiché omdat wegens vanwege za z на за из-за grund på`)

// breaches stand for a participle in "violated our policy".
var breaches = set(`violated violates breached breaches broke breaks`)

// policies, and words with these stems, are why sites remove comments.
var (
	policies = set(`standards guidelines guideline rules rule policy policies terms conduct code legal inappropriate off-topic abide comply request copyright spam offensive abusive
		regeln hausregeln diskussionsregeln netiquette richtlinien normas reglas condiciones términos regras charte règles conditions regole norme huisregels spelregels richtlijnen voorwaarden regler regelverk`)
	stems = []string{"violat", "breach", "advertis", "harass", "moderat", "verstoß", "verstöß", "nutzungsbeding", "incumpl", "infring", "regulamin", "правил", "нарушен", "redaktion", "netiquette", "richtlinie", "communit", "comunidad", "communaut", "modérat"}
)

// pointers are what the sentences after the first tell of besides.
var pointers = set(`replies faq faqs details detail information learn account deleted removed antworten redaktion moderation reason grund bitte`)

// requests are of those to the reader: "Community guidelines are a joke" has none.
var requests = set(`our your see please may more click contact visit read review for unsere unserer unseren siehe danke mehr lesen
	notre nos votre consultez voir nuestra nuestras nuestro nuestros consulte nossa nossas nosso veja nostre nostra nostro leggi onze uw lees zie
	vår våra våre se naszych naszego zobacz наши наших читайте`)

// newsrooms sign what has nothing but a participle before it.
var newsrooms = set(`redaktion moderation redactie redazione rédaction`)

// persons are words of somebody who writes for themselves.
var persons = set(`i i'm i've me my mine myself lol wtf why ich mir mich mein meine warum wieso yo mi mis je j'ai moi mon ma mes io mio perché? ik mijn ja mój mnie jag min jeg я мне мой меня меня`)

// words are all with which notices begin.
var words = func() map[string]bool {
	m := map[string]bool{"our": true, "dead": true, "flagged": true, "entfernt": true, "commenter": true}
	for _, set := range []map[string]bool{nouns, articles, fillers, breaches} {
		for w := range set {
			m[w] = true
		}
	}
	for _, set := range []map[string]thread.Status{participles, doers} {
		for w := range set {
			m[w] = true
		}
	}
	for w := range whole {
		for part := range strings.FieldsSeq(w) {
			m[strings.Trim(part, ".[]()")] = true
		}
	}
	return m
}()
