/* gradc's entry point. */
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        return printf("gradc %s\n", GRADC_VERSION) < 0;
    return 2;
}
