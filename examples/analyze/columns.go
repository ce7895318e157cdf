package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread/sniff"
	"github.com/seed-100d3eb7/rejoinder/thread/table"
)

// fields gives where each field that -columns may name is kept.
func fields(c *table.Columns) map[string]*string {
	return map[string]*string{
		"id": &c.ID, "parent": &c.Parent, "thread": &c.Thread, "author": &c.Author, "author_id": &c.AuthorID,
		"text": &c.Text, "time": &c.Time, "title": &c.Title, "url": &c.URL, "votes": &c.Score, "status": &c.Status,
		"kind": &c.Kind, "edited": &c.Edited, "retrieved": &c.Retrieved, "reply_to": &c.ReplyTo, "lang": &c.Lang,
		"level": &c.Level, "ordinal": &c.Ordinal,
	}
}

func fieldNames() []string { return slices.Sorted(maps.Keys(fields(new(table.Columns)))) }

// setColumns reads the value of -columns. Who names columns has a table.
func (j *job) setColumns(value string) error {
	at := fields(&j.table.Columns)
	for part := range strings.SplitSeq(value, ",") {
		field, name, ok := strings.Cut(part, "=")
		field = strings.TrimSpace(field)
		if !ok || name == "" {
			return fmt.Errorf("%q: want field=name", part)
		}
		if at[field] == nil {
			return fmt.Errorf("%q: the fields are %s", field, strings.Join(fieldNames(), ", "))
		}
		*at[field] = name
	}
	if j.sniff.Format == "" {
		j.sniff.Format = sniff.Table
	}
	return nil
}
