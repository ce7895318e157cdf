package table

import "github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"

// bluesky returns the values of a post of the AT protocol's app.bsky.feed, by
// itself or in the view of a thread, whose replies stand beside it. Its thread is
// the post at the root.
func bluesky(v jsontree.Value) (row [fields]string, ok bool) {
	if post := v.Get("post"); post.Kind() == jsontree.Object {
		v = post
	}
	record := v.Get("record")
	if record.Kind() != jsontree.Object || record.Get("text").Kind() != jsontree.String || v.Get("uri").Kind() != jsontree.String {
		return row, false
	}
	author, reply := v.Get("author"), record.Get("reply")
	row[fID] = v.Get("uri").Text()
	if reply.Kind() != jsontree.Object {
		row[fThread] = row[fID]
	} else if root := reply.Get("root").Get("uri"); root.Kind() == jsontree.String {
		row[fThread] = root.Text()
	}
	row[fParent] = reply.Get("parent").Get("uri").Text()
	row[fText] = record.Get("text").Text()
	row[fTime] = record.Get("createdAt").Text()
	row[fAuthor] = author.Get("handle").Text()
	row[fAuthorID] = author.Get("did").Text()
	row[fScore] = v.Get("likeCount").Raw()
	for lang := range record.Get("langs").Items() {
		row[fLang] = lang.Text()
		break
	}
	return row, true
}
