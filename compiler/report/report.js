x @CSS@ @DATA@ @JS@
