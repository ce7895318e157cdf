package gone

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestStatus(t *testing.T) {
	for text, want := range map[string]thread.Status{
		"[deleted]":                 thread.Deleted,
		"Deleted.":                  thread.Deleted,
		"[ Removed by Reddit ]":     thread.Removed,
		"(removed by moderator)":    thread.Removed,
		"This comment was deleted.": thread.Deleted,
		"This comment has been removed by the author.":                                    thread.Deleted,
		"This comment has been deleted by its author.":                                    thread.Deleted,
		"This message was deleted by a moderator.":                                        thread.Removed,
		"Comment removed by moderator.":                                                   thread.Removed,
		"Comment deleted by user":                                                         thread.Deleted,
		"This comment violated our policy.":                                               thread.Removed,
		"This comment has been removed by a blog administrator.":                          thread.Removed,
		"This comment has been removed for violating our community guidelines.":           thread.Removed,
		"This comment was removed because the moderators found it broke the house rules.": thread.Removed,
		"This comment was removed by a moderator because it didn’t abide by our community standards. Replies may also be deleted. For more detail see our FAQs.": thread.Removed,
		"This comment is no longer available. The commenter has deleted their account.":                                                                          thread.Deleted,
		"Your comment is awaiting moderation.":                                                         thread.Pending,
		"Dieser Kommentar wurde vom Autor entfernt.":                                                   thread.Deleted,
		"Dieser Kommentar wurde von der Redaktion gelöscht, weil er gegen unsere Netiquette verstößt.": thread.Removed,
		"Entfernt. Bitte bleiben Sie sachlich. Danke, die Redaktion/ab":                                thread.Removed,
		"[entfernt]": thread.Removed,
		"Este comentario ha sido eliminado por el autor.":                                 thread.Deleted,
		"Este comentario ha sido eliminado por un administrador del blog.":                thread.Removed,
		"Este comentário foi removido pelo autor.":                                        thread.Deleted,
		"Ce commentaire a été supprimé par l'auteur.":                                     thread.Deleted,
		"Ce commentaire a été supprimé par la modération.":                                thread.Removed,
		"Questo commento è stato eliminato dall'autore.":                                  thread.Deleted,
		"Deze reactie is verwijderd door de redactie.":                                    thread.Removed,
		"Komentarz usunięty przez moderatora":                                             thread.Removed,
		"Kommentaren har tagits bort av moderatorn, den är borttagen":                     thread.Removed,
		"Комментарий удалён модератором":                                                  thread.Removed,
		"このコメントは削除されました。":                                                                 thread.Removed,
		"Was this comment deleted?":                                                       thread.Visible,
		"Comment deleted? Why? Censorship!":                                               thread.Visible,
		"This comment was removed by idiots.":                                             thread.Visible,
		"This comment was removed because I told the truth.":                              thread.Visible,
		"This comment was removed by a moderator. What a joke.":                           thread.Visible,
		"This post was removed from Reddit by the mods. Community guidelines are a joke.": thread.Visible,
		"This comment violates the rules.":                                                thread.Visible,
		"This comment is the best here.":                                                  thread.Visible,
		"My last comment was removed by the moderators":                                   thread.Visible,
		"The author removed the part about the bridge.":                                   thread.Visible,
		"Removed the old battery, works again.":                                           thread.Visible,
		"Dieser Kommentar ist dumm.":                                                      thread.Visible,
		"A reply to the deleted.":                                                         thread.Visible,
		"This is the removed comment.":                                                    thread.Visible,
		"Deleted by the author of this post.":                                             thread.Deleted,
		"gelöscht":                                                                        thread.Visible,
		"Removed the comment.":                                                            thread.Visible,
		"Post deleted by Facebook because it broke their rules":                           thread.Visible,
		"comment":                       thread.Visible,
		"The comment by the moderator.": thread.Visible,
		"":                              thread.Visible,
		"Comment removed" + strings.Repeat(" for spam", 100): thread.Visible,
	} {
		got, ok := Status(text)
		if got != want || ok != (want != thread.Visible) {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
}

func FuzzStatus(f *testing.F) {
	for _, s := range []string{"[deleted]", "This comment was removed by a moderator. For more detail see our FAQs.", "[]", "(", "Entfernt. Die Redaktion", "...", "comment removed: "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		st, ok := Status(s)
		if ok != (st != thread.Visible) {
			t.Fatalf("%q: %v %v", s, st, ok)
		}
		if again, _ := Status("  " + s + "\n"); again != st && utf8.ValidString(s) && strings.TrimSpace(s) != "" {
			t.Fatalf("%q: %v, between spaces %v", s, st, again)
		}
	})
}

func BenchmarkStatus(b *testing.B) {
	texts := []string{"This comment was removed by a moderator because it didn't abide by our community standards.", "I walk across it anyway, and nobody minds.", "The comment above is right."}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, t := range texts {
			Status(t)
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "comments/s")
}
