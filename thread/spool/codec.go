package spool

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

var errCorrupt = errors.New("record is cut off or damaged")

// appendComment writes c to the end of b. The form is private to one run: a
// flag for each of the optional parts, then the fields in order.
func appendComment(b []byte, c *thread.Comment) []byte {
	var flags byte
	if c.Floating {
		flags |= 1
	}
	if c.Provenance != nil {
		flags |= 2
	}
	if c.Details != nil {
		flags |= 4
	}
	b = append(b, flags, byte(c.Status), byte(c.Kind), byte(c.Precision))
	for _, s := range [...]string{c.ID, c.Parent, c.Thread, c.Author, c.Text} {
		b = appendString(b, s)
	}
	b = appendTime(b, c.Time)
	for _, v := range [...]int64{c.Pos, int64(c.Line), int64(c.Level), int64(c.Ordinal)} {
		b = binary.AppendVarint(b, v)
	}
	if p := c.Provenance; p != nil {
		b = appendString(b, p.Displayed)
		for _, e := range [...]thread.Evidence{p.Shown, p.Parent, p.Author, p.Time} {
			b = append(b, byte(e.Origin))
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(e.Confidence))
			b = appendString(b, e.Cue)
		}
	}
	if d := c.Details; d != nil {
		for _, s := range [...]string{d.AuthorID, d.ReplyTo, d.URL, d.Lang, d.Title} {
			b = appendString(b, s)
		}
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(d.Score))
		var has byte
		if d.HasScore {
			has = 1
		}
		b = append(b, has)
		b = appendTime(b, d.Edited)
		b = appendTime(b, d.Retrieved)
		b = binary.AppendVarint(b, int64(d.Unseen))
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendTime writes an instant and its offset from UTC; the zone's name is not
// kept.
func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, 0)
	}
	_, offset := t.Zone()
	b = append(b, 1)
	b = binary.AppendVarint(b, t.Unix())
	b = binary.AppendUvarint(b, uint64(t.Nanosecond()))
	return binary.AppendVarint(b, int64(offset))
}

// decodeComment reads what appendComment wrote. The strings of the comment
// share one copy of b.
func decodeComment(b []byte) (thread.Comment, error) {
	d := decoder{b: b, s: string(b)}
	var c thread.Comment
	flags := d.byte()
	c.Floating = flags&1 != 0
	c.Status, c.Kind, c.Precision = thread.Status(d.byte()), thread.Kind(d.byte()), thread.Precision(d.byte())
	for _, s := range [...]*string{&c.ID, &c.Parent, &c.Thread, &c.Author, &c.Text} {
		*s = d.string()
	}
	c.Time = d.time()
	c.Pos = d.int()
	c.Line, c.Level, c.Ordinal = int32(d.int()), int32(d.int()), int32(d.int())
	if flags&2 != 0 {
		p := &thread.Provenance{Displayed: d.string()}
		for _, e := range [...]*thread.Evidence{&p.Shown, &p.Parent, &p.Author, &p.Time} {
			e.Origin = thread.Origin(d.byte())
			e.Confidence = math.Float32frombits(uint32(d.fixed(4)))
			e.Cue = d.string()
		}
		c.Provenance = p
	}
	if flags&4 != 0 {
		t := &thread.Details{}
		for _, s := range [...]*string{&t.AuthorID, &t.ReplyTo, &t.URL, &t.Lang, &t.Title} {
			*s = d.string()
		}
		t.Score = math.Float64frombits(d.fixed(8))
		t.HasScore = d.byte() != 0
		t.Edited, t.Retrieved = d.time(), d.time()
		t.Unseen = int(d.int())
		c.Details = t
	}
	if d.bad || d.at != len(b) {
		return thread.Comment{}, errCorrupt
	}
	return c, nil
}

type decoder struct {
	b   []byte
	s   string
	at  int
	bad bool
}

func (d *decoder) fixed(n int) uint64 {
	if d.bad || n > len(d.b)-d.at {
		d.bad = true
		return 0
	}
	var v uint64
	for i := range n {
		v |= uint64(d.b[d.at+i]) << (8 * i)
	}
	d.at += n
	return v
}

func (d *decoder) byte() byte { return byte(d.fixed(1)) }

func (d *decoder) int() int64 {
	v, n := binary.Varint(d.b[d.at:])
	if n <= 0 {
		d.bad = true
		return 0
	}
	d.at += n
	return v
}

func (d *decoder) string() string {
	v, n := binary.Uvarint(d.b[d.at:])
	if n <= 0 || v > uint64(len(d.b)-d.at-n) {
		d.bad = true
		return ""
	}
	s := d.s[d.at+n : d.at+n+int(v)]
	d.at += n + int(v)
	return s
}

func (d *decoder) time() time.Time {
	if d.byte() == 0 {
		return time.Time{}
	}
	sec := d.int()
	ns, n := binary.Uvarint(d.b[d.at:])
	if n <= 0 || ns >= 1e9 {
		d.bad = true
		return time.Time{}
	}
	d.at += n
	offset := d.int()
	t := time.Unix(sec, int64(ns)).UTC()
	if offset != 0 {
		t = t.In(time.FixedZone("", int(offset)))
	}
	return t
}
