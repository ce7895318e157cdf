// Package jsonlines reads files of JSON values that stand one after another,
// gzipped or not.
package jsonlines

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// Read calls each for every value of a file, in order. It stops at the first
// error: that of each as it is, any other with the file and, where a value
// cannot be decoded, its number from 1.
func Read[T any](path string, each func(*T) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	br := bufio.NewReaderSize(f, 1<<16)
	var r io.Reader = br
	if magic, _ := br.Peek(2); string(magic) == "\x1f\x8b" {
		if r, err = gzip.NewReader(br); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	d := json.NewDecoder(r)
	for n := 1; ; n++ {
		var v T
		if err := d.Decode(&v); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: record %d: %w", path, n, err)
		}
		if err := each(&v); err != nil {
			return err
		}
	}
}
