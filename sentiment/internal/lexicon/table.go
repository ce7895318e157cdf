package lexicon

// Word is what the lexicon says of one word: kept by the caller for each word
// that it meets, so that most words cost no look-up here.
type Word struct {
	Role Role
	kind uint16
	// Note is for the caller, who may keep something of the word there.
	Note uint16
}

// Word returns what is known of the word with this hash.
func (x *Lexicon) Word(hash uint64) Word {
	if at := x.table.find(Chain(0, hash)); at != nil {
		return at.word
	}
	return Word{}
}

// RoleOf returns the role of the word with this hash, groups and names
// included.
func (x *Lexicon) RoleOf(hash uint64) Role { return x.Word(hash).Role }

// table holds words and phrases by their chained hash, the next free slot
// taken where one is full. At most a quarter of the slots is taken, so most
// look-ups end at the first.
type table []known

type known struct {
	hash uint64 // 0 in a free slot
	word Word
}

func (t table) find(h uint64) *known {
	mask := uint64(len(t) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		k := &t[i&mask]
		if k.hash == h {
			return k
		}
		if k.hash == 0 {
			return nil
		}
	}
}

func (t table) put(h uint64) *known {
	mask := uint64(len(t) - 1)
	i := h & mask
	for t[i].hash != 0 && t[i].hash != h {
		i = (i + 1) & mask
	}
	t[i].hash = h
	return &t[i]
}

// tabulate fills the table with the terms and the roles.
func (x *Lexicon) tabulate() {
	roles := roleTable()
	n := 64
	for n < 4*(len(x.terms)+len(roles)) {
		n *= 2
	}
	x.kinds, x.table = make([]Term, 1), make(table, n)
	place := map[Term]uint16{{}: 0}
	for h, t := range x.terms {
		k, ok := place[t]
		if !ok {
			k = uint16(len(x.kinds))
			place[t], x.kinds = k, append(x.kinds, t)
		}
		w := &x.table.put(h).word
		w.kind, w.Role = k, t.role()
	}
	for h, r := range roles {
		x.table.put(Chain(0, h)).word.Role |= r
	}
}

// role returns what a term does in a sentence by its grades.
func (t *Term) role() Role {
	r := Role(0)
	if t.Grades.Of(Identity) > 0 {
		r |= Group
	}
	if t.Grades.Of(Person) > 0 {
		r |= Named
	}
	if t.Listed || t.Prefix {
		r |= Begins
	}
	if t.Listed && t.Grades.Of(Safe) > 0 {
		r |= Idle
	}
	return r
}
