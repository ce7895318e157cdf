package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// progressFrom is the size of file that is worth a bar.
const progressFrom = 8 << 20

// progress draws how much of a file has been read.
type progress struct {
	r         io.Reader
	w         io.Writer
	name      string
	size, got int64
	drawn     time.Time
}

func (p *progress) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.got += int64(n)
	switch {
	case err != nil:
		fmt.Fprintf(p.w, "\r\x1b[K")
	case time.Since(p.drawn) > 200*time.Millisecond:
		p.drawn = time.Now()
		const width = 30
		done := int(width * p.got / max(p.size, 1))
		done = min(done, width)
		fmt.Fprintf(p.w, "\r%s [%s%s] %3d %%", thread.Printable(p.name), strings.Repeat("█", done), strings.Repeat("░", width-done), min(100*p.got/max(p.size, 1), 100))
	}
	return n, err
}
