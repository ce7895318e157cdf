package webpage

import (
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// gone are the words that stand for a comment that is no more.
var gone = map[string]thread.Status{
	"[deleted]": thread.Deleted, "[removed]": thread.Removed, "[deleted by user]": thread.Deleted, "[removed by reddit]": thread.Removed,
	"[ removed by reddit ]": thread.Removed, "[ removed by moderator ]": thread.Removed, "[removed by moderator]": thread.Removed,
	"deleted": thread.Deleted, "removed": thread.Removed, "[flagged]": thread.Removed, "[dead]": thread.Removed,
	"this comment was deleted": thread.Deleted, "this comment was deleted.": thread.Deleted, "this comment has been deleted.": thread.Deleted, "this comment has been deleted": thread.Deleted,
	"this comment has been removed by the author.": thread.Deleted, "this comment has been removed by a blog administrator.": thread.Removed,
	"this comment has been removed.": thread.Removed, "this comment was removed.": thread.Removed, "comment removed": thread.Removed, "comment deleted": thread.Deleted, "comment removed by moderator": thread.Removed,
	"comment deleted by user": thread.Deleted, "this comment was removed by a moderator because it didn't abide by our community standards.": thread.Removed,
	"this comment was removed by a moderator because it didn’t abide by our community standards.": thread.Removed, "this post was deleted by its author": thread.Deleted, "message deleted": thread.Deleted,
	"dieser kommentar wurde gelöscht.": thread.Removed, "dieser kommentar wurde vom autor entfernt.": thread.Deleted, "kommentar entfernt": thread.Removed, "(deleted comment)": thread.Deleted, "deleted comment": thread.Deleted,
	"dieser kommentar wurde von einem blog-administrator entfernt.": thread.Removed, "dieser kommentar wurde entfernt.": thread.Removed, "[gelöscht]": thread.Deleted, "[entfernt]": thread.Removed,
	"este comentario ha sido eliminado por el autor.": thread.Deleted, "este comentario ha sido eliminado por un administrador del blog.": thread.Removed, "este comentário foi removido pelo autor.": thread.Deleted,
	"ce commentaire a été supprimé par l'auteur.": thread.Deleted, "ce commentaire a été supprimé.": thread.Removed, "questo commento è stato eliminato dall'autore.": thread.Deleted, "комментарий удален": thread.Removed, "комментарий удалён": thread.Removed,
}

// nobody are names that are no person's.
var nobody = map[string]bool{"[deleted]": true, "[removed]": true, "deleted": true, "[gelöscht]": true, "(deleted comment)": true}

// status says what became of the comment and takes sentinels out of the name.
func (s *survey) status(c *thread.Comment, it *item, f *fields) {
	d := s.d
	if known(nobody, c.Author) {
		if c.Author != "deleted" || c.Text == "" {
			c.Author = ""
			c.Status = thread.Deleted
		}
	}
	if len(c.Text) < 120 {
		if st, ok := fold(gone, c.Text); ok {
			c.Status = st
			c.Text = ""
			return
		}
	}
	class := d.attr(it.node, keyClass)
	if c.Status == thread.Visible && class != "" {
		for w, rest := nextToken(class); w != ""; w, rest = nextToken(rest) {
			switch w {
			case "deleted", "is-deleted", "comment-deleted", "deleted-comment":
				c.Status = thread.Deleted
			case "removed", "is-removed":
				c.Status = thread.Removed
			case "spam":
				c.Status = thread.Spam
			case "unapproved", "awaiting-moderation":
				c.Status = thread.Pending
			case "collapsed", "noshow", "coll", "minimized", "is-minimized":
				c.Status = thread.Collapsed
			}
		}
	}
	if c.Status == thread.Visible && f.notice >= 0 && indexFold(d.plain(f.notice, 200), "moderation") >= 0 {
		c.Status = thread.Pending
	}
}
