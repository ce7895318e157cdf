package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/sniff"
	"github.com/seed-100d3eb7/rejoinder/thread/table"
)

// hint tells a way out where a file has no comments that could be found.
func (j *job) hint(name, format string) {
	switch {
	case format != sniff.PlainText:
	case tableName(name):
		columns := ""
		if j.sniff.Format == "" && name != "-" {
			columns = j.columnsOf(name)
		}
		fmt.Fprintf(j.stderr, "%s: not known for a table%s: -columns text=NAME,… tells what its columns hold\n", thread.Printable(name), columns)
	case !j.hinted:
		j.hinted = true
		fmt.Fprintf(j.stderr, "%s: if there are comments in it, save the page as HTML (Ctrl+S in the browser) rather than copying its text\n", thread.Printable(name))
	}
}

// columnsOf names the columns of a table whose text is not known, where it is one.
func (j *job) columnsOf(name string) string {
	forced := *j
	options := *j.sniff
	options.Format = sniff.Table
	forced.sniff, forced.progress = &options, nil
	in, err := forced.open(name)
	if err != nil {
		return ""
	}
	defer in.Close()
	for _, err := range in.comments {
		if _, list, ok := strings.Cut(errorText(err), " among "); ok && errors.Is(err, table.ErrColumns) {
			return " with the columns " + thread.Printable(list)
		}
		break
	}
	return ""
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// tableName reports whether a file is called as tables are.
func tableName(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".tab":
		return true
	}
	return false
}

// spreadsheet reports whether a file is called as those of spreadsheets are.
func spreadsheet(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xlsx", ".xlsm", ".xls", ".ods":
		return true
	}
	return false
}

// plain leaves out the names of packages that errors of the library begin with.
func plain(message string) string {
	for _, prefix := range []string{"sniff: ", "table: ", "thread: ", "record at "} {
		message = strings.TrimPrefix(message, prefix)
	}
	return message
}
