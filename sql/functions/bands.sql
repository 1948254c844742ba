-- bands(fingerprint): 48 hashes of a MinHash of 64 values, each of three places of it. Of two texts that share half of their
-- runs of words, nearly all share a band; of two that share a fifth, one pair in three.
create or replace temp macro bands(fingerprint) as
    if(
        len(fingerprint) = 64,
        list_transform(
            range(48),
            lambda place: (
                hash(
                    place,
                    fingerprint[place % 64 + 1],
                    fingerprint[(place * 5 + 17) % 64 + 1],
                    fingerprint[(place * 11 + 43) % 64 + 1]
                )
                % 4294967296
            )::uinteger
        ),
        []
    );
