// Package enum gives small integer types their text forms.
package enum

import "fmt"

// Name returns names[i], or typ(i) where there is no such name.
func Name(names []string, i int, typ string) string {
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("%s(%d)", typ, i)
}

// Marshal returns names[i] as text.
func Marshal(names []string, i int, typ string) ([]byte, error) {
	if i < len(names) {
		return []byte(names[i]), nil
	}
	return nil, fmt.Errorf("invalid %s %d", typ, i)
}

// Unmarshal sets dst to the index of b among names.
func Unmarshal[T ~uint8](dst *T, names []string, b []byte, typ string) error {
	for i, n := range names {
		if n == string(b) {
			*dst = T(i)
			return nil
		}
	}
	return fmt.Errorf("unknown %s %q", typ, b)
}
