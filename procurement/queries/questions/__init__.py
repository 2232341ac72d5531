"""Questions worth asking (/sorotan/): what the record says, counted under `bersih`; no judgement and no score."""
