"""The tests of fusing. A package, so that they can share their builders."""
