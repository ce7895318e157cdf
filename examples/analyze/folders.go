package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// expand puts the files of a folder in its place, by name, those of folders
// within it and hidden ones aside. What cannot be looked at stays, to be
// reported where it is read.
func expand(names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		if info, err := os.Stat(name); name == "-" || err != nil || !info.IsDir() {
			out = append(out, name)
			continue
		}
		entries, err := os.ReadDir(name)
		if err != nil {
			return nil, err
		}
		before := len(out)
		for _, e := range entries {
			path := filepath.Join(name, e.Name())
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				out = append(out, path)
			}
		}
		if len(out) == before {
			return nil, fmt.Errorf("%s: a folder without files", name)
		}
	}
	return out, nil
}
