package sentiment

// Card identifies a model. Every report carries it.
type Card struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	// SHA256 is the hexadecimal digest of the model file.
	SHA256 string `json:"sha256"`
	// Languages are the BCP 47 tags that the model was made for.
	Languages []string `json:"languages,omitempty"`
	Licence   string   `json:"licence,omitempty"`
}
