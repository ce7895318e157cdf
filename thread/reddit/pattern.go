package reddit

// pattern is the sequence of members that lines of a dump share. Most of a
// line is the same in all of them: names of fields, and values such as null
// that nobody reads. What equals bytes that have been checked before needs no
// look of its own.
type pattern struct {
	text    []byte // of all members, one after the other
	members []member
	next    int  // the member expected
	missed  int  // members of this line that were not the one expected
	learn   bool // the line is taken down as the pattern
}

// member is `"name":value,` where nobody reads the value, else `"name":`.
type member struct {
	from, key, to int // in pattern.text; key is the end of `"name":`
	which         int // as known returns it
	same          int // the member after those that are the same from this one on
}

const (
	maxMembers = 256 // of a pattern
	maxMember  = 96  // bytes of one; longer ones are taken down by name
)

// begin is called before each line.
func (p *pattern) begin() {
	if p.learn {
		p.link()
	}
	p.learn = p.missed > 2+len(p.members)/4
	if p.learn {
		p.members, p.text = p.members[:0], p.text[:0]
	}
	p.next, p.missed = 0, 0
}

// take adds the member s[from:to], whose name and colon end at key.
func (p *pattern) take(s []byte, from, key, to, which int) {
	if len(p.members) == maxMembers || key-from > maxMember {
		return
	}
	if which >= 0 || to-from > maxMember {
		to = key
	}
	at := len(p.text)
	p.text = append(p.text, s[from:to]...)
	p.members = append(p.members, member{at, at + key - from, len(p.text), which, 0})
}

// link finds the runs of members that are the same in all lines, as far as is
// known.
func (p *pattern) link() {
	for i := len(p.members) - 1; i >= 0; i-- {
		m := &p.members[i]
		switch {
		case m.to == m.key:
			m.same = i
		case i+1 < len(p.members) && p.members[i+1].same > i+1:
			m.same = p.members[i+1].same
		default:
			m.same = i + 1
		}
	}
}

// same returns the index in s after the run of members that the line is
// expected to have at i, 0 where it has another.
func (p *pattern) same(s []byte, i int) int {
	if p.next >= len(p.members) {
		return 0
	}
	m := &p.members[p.next]
	if m.same <= p.next {
		return 0
	}
	run := p.text[m.from:p.members[m.same-1].to]
	if n := i + len(run); n <= len(s) && string(s[i:n]) == string(run) {
		p.next = m.same
		return n
	}
	// One of them has another value. From now on it is known by name only; it
	// is found out here once, so that lines that vary in it stay cheap.
	for k := p.next; k < m.same; k++ {
		one := &p.members[k]
		text := p.text[one.from:one.to]
		if n := i + len(text); n <= len(s) && string(s[i:n]) == string(text) {
			i = n
			continue
		}
		if n := i + one.key - one.from; n > len(s) || string(s[i:n]) != string(p.text[one.from:one.key]) {
			break // another member stands here in this line
		}
		one.to = one.key
		p.link()
		break
	}
	return 0
}

// expect returns the field of the member that the line has at i according to
// the pattern, and the index after its name and colon; 0 where it has another.
func (p *pattern) expect(s []byte, i int) (which, at int) {
	for k := p.next; k < len(p.members) && k < p.next+3; k++ {
		m := &p.members[k]
		name := p.text[m.from:m.key]
		if n := i + len(name); n <= len(s) && string(s[i:n]) == string(name) {
			p.next = k + 1
			return m.which, n
		}
	}
	p.missed++
	return -1, 0
}
