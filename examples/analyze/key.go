package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/pseudonym"
)

// readKey reads the secret of pseudonyms, and makes one where there is no file
// of that name, and says so: with it, and only with it, later runs give the same
// labels.
func readKey(name string, stderr io.Writer) (*pseudonym.Key, error) {
	secret, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		secret = []byte(rand.Text())
		if err = os.WriteFile(name, secret, 0o600); err == nil {
			fmt.Fprintf(stderr, "%s: there was none: a new secret was made, and labels are those of no run before\n", thread.Printable(name))
		}
	}
	if err != nil {
		return nil, err
	}
	key, err := pseudonym.New(secret)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return key, nil
}
